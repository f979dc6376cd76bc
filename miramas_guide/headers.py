"""Headers that every answer carries, beside those of Django and of the content policy."""

_SILENT = (
    *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen"),
    *("gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture"),
    *("publickey-credentials-get", "screen-wake-lock", "usb", "xr-spatial-tracking"),
)
# Pages of one person, which no browser keeps.
_PRIVATE = ("/gestion/", "/partenaire/")
# « Autour de moi » asks for the position; nothing else is ever asked.
PERMISSIONS = ", ".join(["geolocation=(self)", *(f"{name}=()" for name in _SILENT)])


class HeadersMiddleware:
    """What a view says itself stays; what is open to every site says so."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_open = response.headers.get("Access-Control-Allow-Origin") == "*"
        told = {
            "Permissions-Policy": PERMISSIONS,
            "Cross-Origin-Resource-Policy": "cross-origin" if is_open else "same-origin",
            "X-Permitted-Cross-Domain-Policies": "none",
        }
        if request.path_info.startswith(_PRIVATE):
            told["Cache-Control"] = "no-store"
        for name, value in told.items():
            response.headers.setdefault(name, value)
        return response
