"""Units, people, roles and rights; the base templates of the site.

In: the tree of authorities and their staff. Out: who may see and do what. Words: unit, role, membership, stand-in.
"""
