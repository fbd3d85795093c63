"""How addresses answer methods they do not take: HEAD as GET, and the rest with a page that says what to do instead."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from .trouble import not_allowed

GetResponse = Callable[[HttpRequest], HttpResponse]


class MethodMiddleware:
    """Let whoever may GET a page also ask for its headers, and never answer a person with an empty page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"
        response = self.get_response(request)
        # The server leaves out the body of what was asked for with HEAD.
        request.method = asked
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        page = not_allowed(request)
        page.headers["Allow"] = response.headers["Allow"]
        return page
