"""The harness itself: it must see what it is there to see."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.harness import Watch, check
from tests.browser.oidc.fixture import OidcProvider

GOOD = '<!doctype html><html lang="nb"><head><title>Prøve</title></head><body><main><h1>Prøve</h1></main></body></html>'


def test_it_passes_a_sound_page(page: Page) -> None:
    page.set_content(GOOD)
    check(page)


def test_it_passes_a_sound_page_without_javascript(page_nojs: Page) -> None:
    page_nojs.set_content(GOOD)
    check(page_nojs)


@pytest.mark.parametrize(
    ("planted", "name"),
    [
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">', "image-alt"),
        ('<p style="color:#aaa;background:#fff">grått på hvitt</p>', "color-contrast"),
        ('<div style="width:2000px">bredt</div>', "wider than the screen"),
    ],
)
def test_it_sees_planted_faults(page: Page, planted: str, name: str) -> None:
    page.set_content(GOOD.replace("</main>", planted + "</main>"))
    with pytest.raises(AssertionError, match=name):
        check(page)


def test_it_hears_a_complaint_of_the_security_policy(browser: Browser) -> None:
    page, watch = browser.new_page(), Watch()
    watch.over(page)
    headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": "script-src 'self'"}
    page.route("**/*", lambda route: route.fulfill(body=GOOD + "<script>1</script>", headers=headers))
    page.goto("http://127.0.0.1/guarded")
    page.close()
    with pytest.raises(AssertionError, match="Content Security Policy"):
        watch.assert_calm()


def test_the_provider_speaks_as_id_porten(oidc_provider: OidcProvider) -> None:
    found = oidc_provider.discovery()
    assert found["pushed_authorization_request_endpoint"].startswith(oidc_provider.issuer)
    assert found["code_challenge_methods_supported"] == ["S256"]
    assert {"idporten-loa-substantial", "idporten-loa-high"} <= set(found["acr_values_supported"])
    assert {"pid", "locale", "acr"} <= set(found["claims_supported"])
    assert {"private_key_jwt", "client_secret_basic"} <= set(found["token_endpoint_auth_methods_supported"])
