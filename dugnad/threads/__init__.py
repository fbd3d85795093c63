"""The thread: every matter's one public identity, its next step, its journal and its links.

Kinds of matter are made by the rooms above, which hang their sections, actions and journal sentences on the thread.
"""
