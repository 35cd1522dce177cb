"""The `./dev` runner: sets the project up and keeps its processes. Standard library only.

It runs before anything is installed, so nothing here may import Django, Celery or the project.
`./dev` starts this folder by path; the tests import it as `partnership.runner`.
"""
