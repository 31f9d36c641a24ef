from django.http import HttpRequest, JsonResponse

from kithway.ui.access import anyone


@anyone
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})
