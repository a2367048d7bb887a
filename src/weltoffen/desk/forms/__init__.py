"""What people type at the desk.

Forms read what was typed and hand it to actions; whether it is right, the actions judge. What an
action refuses comes back to the field it names (``weltoffen.desk.forms.refusable``).
"""
