"""Pictures that the server draws: map, time line, chart. Pure: values in, SVG text out."""
