"""Residents' own ideas and statutory initiatives: started, supported, improved, signed and answered.

The room owns the text and its versions, who supports and who has signed; the matter itself lives on its thread.
"""
