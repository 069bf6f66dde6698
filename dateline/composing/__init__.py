"""A new event, from an editor's answers to YAML that looks like the rest of the file.

    answers ─checking─▶ problems         checked answers ─order─▶ file and place in it
            ─likeness─▶ proposals                        ─habits, records─▶ lines
                                                         ─insertion─▶ the changed text

Nothing here touches the disk or asks anybody: that is ``commands/new``.
"""
