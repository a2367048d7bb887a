"""Personal data: what is kept of whom, why, until when; that it goes; what is held on somebody."""
