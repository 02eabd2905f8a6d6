"""What browsers may do on our pages: what comes from us, and nothing that stands inside a page.

The CMS gets the same, with pictures that scripts make and frames of its own beside
(studio/security.py). What a browser refuses it reports to us (studio/blocked/).
"""

from csp.constants import NONE, SELF

#: Where browsers report to; studio/urls.py has the same, which a test holds.
REPORTS_URL = "/browser-reports/"
#: The name by which the policy knows that address, in the browsers that ask for one.
REPORTS_NAME = "blocked"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        # a film or a map is loaded only after the visitor asked for it
        "frame-src": [
            "https://www.youtube-nocookie.com",
            "https://player.vimeo.com",
            "https://www.openstreetmap.org",
        ],
        "report-uri": [REPORTS_URL],
        "report-to": [REPORTS_NAME],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}
