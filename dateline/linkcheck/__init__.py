"""Asking the web what became of the sources: addresses in, what was seen out.

     addresses --round--> each visited --follow--> hop by hop --web--> one question
                                            robots asked first; title read last

Nothing here is imported but by the commands ``links`` and ``archive``; nothing here
reads or writes a file.
"""
