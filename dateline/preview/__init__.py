"""What ``build.py serve`` adds to a built site, and never writes into it.

``watch`` says when the files of a project have changed, ``news`` carries what a build
has found to the browsers that listen, ``page`` makes what they see of it, and ``server``
answers them. Building is the command's own: ``commands/rebuild`` and
``commands/glance``.
"""
