"""The OpenAPI document, made from the routes and parameters that answer."""

from services.api.routes import ROUTES, VERSION, Route
from services.standards.open_referral_shapes import TEXT, Shape, schema_of

ERROR = Shape("error", {"message": TEXT, "errors": {"type": "object"}}, ("message",))


def openapi(site: str) -> dict:
    shapes = ERROR.nested()
    for route in ROUTES:
        shapes |= route.shape.nested()
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Guide numérique de Miramas",
            "version": VERSION,
            "description": "Open Referral UK: read only, open to all, without a key.",
            "license": {
                "name": "Licence Ouverte 2.0",
                "url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
            },
        },
        "servers": [{"url": f"{site}/api"}],
        "paths": {route.path: _path(route) for route in ROUTES},
        "components": {"schemas": {name: shape.schema() for name, shape in sorted(shapes.items())}},
    }


def _path(route: Route) -> dict:
    parameters = [parameter.document() for parameter in route.parameters]
    responses = {"200": _response("The answer.", route.shape)}
    if route.parameters:
        responses["400"] = _response("A parameter has a wrong value.", ERROR)
    if route.has_id:
        parameters = [{"name": "id", "in": "path", "required": True, "schema": TEXT}]
        responses["404"] = _response("Nothing published has this id.", ERROR)
    responses["304"] = {"description": "Nothing has changed since the ETag that was sent."}
    operation = {
        "operationId": route.name,
        "summary": route.summary,
        "parameters": parameters,
        "responses": responses,
    }
    return {"get": operation}


def _response(description: str, shape: Shape) -> dict:
    return {
        "description": description,
        "content": {"application/json": {"schema": schema_of(shape)}},
    }
