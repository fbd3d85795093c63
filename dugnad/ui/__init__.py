"""How Dugnad looks and speaks: components, forms, base templates, drawings, dates and numbers.

No tables, and no knowledge of the rooms above: menus and colours come to it through registries and plain arguments.
Every page extends `ui/base.html` and draws itself with the tags of `{% load ui %}`.
"""
