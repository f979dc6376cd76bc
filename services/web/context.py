"""What every page shows around its content: the guide's name, whom to call, how sure we are."""


def guide(request):
    return {}
