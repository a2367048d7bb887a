"""Work that takes longer than a page: asked for at the desk, done by a process of its own.

A room above registers a kind of work (``registry``), anybody asks for it (``actions``), a worker
takes it under a lease, tells how far it is and stops when it is cancelled. A worker that is killed
loses its lease, and another one goes on. ADR 0013 says why this is our own table.
"""
