"""Reviewing what texts state: who may, how texts are marked, and proposals in people's words."""
