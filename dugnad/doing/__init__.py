"""The work itself: what a matter needs, who promises what, dugnad days with sign-up, and what came of it.

Everything hangs on a thread: a need, a day or a result belongs to a matter, never to a kind of matter. A person without
an account can come too, by e-mail or because a co-worker writes the name down.
"""
