"""What a browser reads when an address only takes a form that was sent: a sentence, not a blank."""

from django.shortcuts import render

_REFUSED = 405


class RefusalMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        opened = request.method == "GET" and request.accepts("text/html")
        if response.status_code != _REFUSED or response.content or not opened:
            return response
        page = render(request, "405.html", status=_REFUSED)
        page.headers["Allow"] = response.headers["Allow"]
        return page
