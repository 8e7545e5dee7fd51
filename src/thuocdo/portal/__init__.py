"""The public site: reads only what is published.

In: queries of earlier stages. Out: pages without an account. Words: front page.
"""
