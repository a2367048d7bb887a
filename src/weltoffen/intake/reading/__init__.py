"""Texts read into findings, by rules and the gazetteer: no tables, no network, no Django.

A text becomes units with their places in it (``layout``); dates and places are found in each
(``dates``, ``mentions``); lists and headings (``entries``), sentences (``prose``) and what stands
below a heading (``topics``) say which place is a partner, whose, since when and how it stands;
``reader`` follows the page and puts together what is said of one partner.
"""
