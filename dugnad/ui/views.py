"""The gallery of components, for those who build."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from . import gallery as samples
from .trouble import TROUBLES, trouble_page


def _development(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    def guarded(request: HttpRequest, **kwargs: int) -> HttpResponse:
        if not settings.DEBUG:
            raise Http404
        return view(request, **kwargs)

    return guarded


@_development
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery.html", samples.everything())


@_development
def gallery_matter(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery_matter.html", samples.everything())


@_development
def gallery_drawings(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery_drawings.html", samples.everything())


@_development
def gallery_form(request: HttpRequest) -> HttpResponse:
    form = samples.SampleForm(request.POST or None, request.FILES or None)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "ui/gallery_form.html", {"form": form}, status=status)


@_development
def gallery_error(request: HttpRequest, *, status: int) -> HttpResponse:
    if status not in TROUBLES:
        raise Http404
    return trouble_page(request, status, TROUBLES[status])
