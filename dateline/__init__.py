"""Dateline: one YAML file of events in, a static site that shows its sources out.

     disk --load--> Source --parse--> Timeline --place--> Pages --render--> Files --write--> disk

The verbs are the modules of ``dateline/steps``, in alphabetical order; the nouns are
the modules beside them. Steps never import steps, nouns never import steps, and each
outside package has one door (``tests/test_architecture.py`` holds the list).
"""
