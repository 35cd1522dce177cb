"""The doors of the house: every address, who gets in, and what they find there.

`table/` says it as data, room by room; `world` is the house they are tried in; the tests walk
through every door as everybody.
"""
