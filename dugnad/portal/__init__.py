"""The doors: finding home, a municipality's front page, lists and search, the desk of those who work there, and my page.

The top of the stack: it reads every room through its selectors and owns nothing itself.
"""
