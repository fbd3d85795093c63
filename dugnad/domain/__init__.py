"""What is true without a database: law, deadlines, text, money and places as plain Python.

Frozen dataclasses go in and come out; nothing here knows the clock, the settings, the network or Django.
Anyone can run these functions on published figures and get the same answers as the site.
"""
