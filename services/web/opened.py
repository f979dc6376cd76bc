"""Data that a page of any other site may read."""

from functools import wraps


def open_to_all(view):
    """Allow scripts of every origin to read what this view answers."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer
