"""Talk that people can stand to be in, who follows what, and the outbox that tells them.

Talk hangs on a matter, never on its kind: arguments for and against, questions and one level of answers, with moderation
that gives reasons. Rooms above tell people things through `services.tell` and `services.tell_person`.
"""
