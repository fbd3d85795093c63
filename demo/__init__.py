"""A municipality to look around in: Asker with a living year of matters, and Utsira as the small contrast.

Everything is made through the same services as real use, at the moments it would have happened. The places are real; the people,
organisations and matters are invented.
"""
