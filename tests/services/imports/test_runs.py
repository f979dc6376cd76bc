"""An import on the admin's page: looked over, taken whole or in part, undone; nothing half-done."""

import pytest
from django.core.management import CommandError, call_command

from actors.models import Actor, Location
from services.imports import jobs
from services.models import Closure, ImportRun, Proposal, Revision, ServiceAtLocation
from tests.factories import words
from tests.services.imports.files import ROWS, counts, everything, table
from tests.services.standards.exchange import exported_inclusion, exported_lieux
from tests.staff import make_staff, messages_of, staff_client

pytestmark = pytest.mark.django_db
Status = ImportRun.Status


def choose(client, run, tab: str, shown: list, ticked: list, **more):
    data = {"voir": tab, "montre": shown, "pris": ticked} | more
    client.post(f"/gestion/imports/{run.pk}/choisir/", data)


def test_a_file_is_looked_over_and_nothing_is_written(send, see):
    run = send(table())
    assert run.status == Status.READY
    page = see(run)
    assert "Lieux : 2 à créer." in page and "Bibliothèque des Ormes" in page
    assert "Aide aux démarches administratives (permanence)" in page
    assert counts() == [0, 0, 0, 0]


def test_the_whole_of_it_is_written_then_undone(send, act, see):
    run = act(send(table()), "appliquer")
    assert run.status == Status.APPLIED
    assert counts() == [2, 2, 2, 2]
    assert Location.history.first().history_change_reason == str(run)
    act(run, "annuler")
    assert run.status == Status.UNDONE
    assert counts() == [0, 0, 0, 0]
    assert "Tout est comme avant cet import." in see(run)


def test_what_was_undone_may_come_again(send, act):
    act(act(send(table()), "appliquer"), "annuler")
    act(send(table()), "appliquer")
    assert counts() == [2, 2, 2, 2]


def test_the_file_is_forgotten_once_written(send, act):
    run = act(send(table()), "appliquer")
    assert bytes(run.first) == b""


def test_each_change_stands_between_the_last_file_and_the_guide(send, act, see):
    act(send(table()), "appliquer")
    run = send(table(ROWS[0].replace("0442235106", "0442999999"), ROWS[1]))
    page = see(run, "changes")
    for told in ("Téléphone", "04 42 23 51 06", "04 42 99 99 99", "Dernier fichier reçu"):
        assert told in page
    act(run, "appliquer")
    assert Location.objects.get(external_id="1").phone == "+33442999999"
    act(run, "annuler")
    assert Location.objects.get(external_id="1").phone == "+33442235106"


def test_an_undone_change_puts_back_all_it_touched(send, act):
    act(send(table()), "appliquer")
    Location.objects.update(hours_verified_on="2026-02-01")
    before = everything()
    moved = ROWS[0].replace("Mo-Fr 09:00-12:00", "Mo-Fr 08:00-12:00")
    moved = moved.replace(
        "Maîtrise des outils numériques du quotidien", "Loisirs et créations numériques"
    )
    run = act(send(table(moved.replace("6 allée", "8 allée"), ROWS[1])), "appliquer")
    assert everything() != before
    act(run, "annuler")
    assert everything() == before


def test_one_field_may_be_left(send, act, client):
    act(send(table()), "appliquer")
    changed = ROWS[0].replace("0442235106", "0442999999").replace("6 allée", "8 allée")
    run = send(table(changed, ROWS[1]))
    line = run.lines.get(kind="location")
    choose(client, run, "changes", [line.pk], [f"{line.pk}:address"])
    act(run, "appliquer")
    library = Location.objects.get(external_id="1")
    assert (library.address, library.phone) == ("8 allée des Amandiers", "+33442235106")
    # Said no once: the same file asks no more.
    assert "ne change rien" in words(
        client.get(f"/gestion/imports/{send(table(changed, ROWS[1])).pk}/")
    )


def test_a_record_may_be_left_with_all_that_belongs_to_it(send, act, client):
    run = send(table())
    actor = run.lines.get(kind="actor", name="Maison de quartier")
    choose(client, run, "new", [actor.pk], [])
    act(run, "appliquer")
    assert [one.name for one in Location.objects.all()] == ["Bibliothèque des Ormes"]
    assert counts() == [1, 1, 1, 1]


def test_a_whole_list_may_be_left(send, act, client):
    run = send(table())
    client.post(f"/gestion/imports/{run.pk}/choisir/", {"voir": "new", "tout": "non"})
    act(run, "appliquer")
    assert counts() == [0, 0, 0, 0]


def test_what_both_sides_changed_waits_or_is_taken(send, act, client, see):
    act(send(table()), "appliquer")
    Location.objects.filter(external_id="1").update(phone="+33490000009")
    file = table(ROWS[0].replace("0442235106", "0442999999"), ROWS[1])
    run = send(file)
    page = see(run, "conflicts")
    assert "04 90 00 00 09" in page and "04 42 99 99 99" in page
    act(run, "appliquer")
    assert Location.objects.get(external_id="1").phone == "+33490000009"
    assert Proposal.objects.waiting().count() == 1
    act(run, "annuler")
    assert not Proposal.objects.exists()
    run = send(file)
    line = run.lines.get(kind="location")
    choose(client, run, "conflicts", [line.pk], [f"{line.pk}:phone"], appliquer="1")
    assert Location.objects.get(external_id="1").phone == "+33442999999"
    assert not Proposal.objects.exists()
    act(run, "annuler")
    assert Location.objects.get(external_id="1").phone == "+33490000009"


def test_what_somebody_did_since_is_not_undone(send, act, see):
    run = act(send(table()), "appliquer")
    library = Location.objects.get(external_id="1")
    library.access_note = "Sonnez deux fois"
    library.save()
    act(run, "annuler")
    assert Location.objects.get() == library
    assert "reste" in see(run) and "Bibliothèque des Ormes" in see(run)
    assert library.actor.pk == Actor.objects.get().pk


def test_what_a_closure_holds_is_not_removed(send, act):
    run = act(send(table()), "appliquer")
    house = Location.objects.get(external_id="2")
    Closure.objects.create(location=house, starts_on="2026-12-24", ends_on="2026-12-31")
    act(run, "annuler")
    assert Location.objects.get() == house


def test_applied_twice_is_applied_once(send, act):
    run = act(send(table()), "appliquer")
    before = everything()
    act(run, "appliquer")
    assert everything() == before


def test_new_records_stay_drafts_unless_told(send, act):
    act(send(table(), new_state="draft"), "appliquer")
    assert set(Location.objects.values_list("state", flat=True)) == {"draft"}


def test_our_own_exports_change_nothing(miramas, send, see, tmp_path):
    before, revision = counts(), Revision.current()
    run = send(exported_lieux(tmp_path), name="lieux.csv")
    assert "Ce fichier ne change rien au guide." in see(run)
    structures, services = exported_inclusion(tmp_path)
    run = send(structures, second=services, standard="data_inclusion", name="structures.json")
    assert "Ce fichier ne change rien au guide." in see(run)
    assert run.rows_refused == 0
    assert (counts(), Revision.current()) == (before, revision)


def test_our_own_tables_of_data_inclusion_change_nothing(miramas, send, see, client):
    files = [
        b"".join(client.get(f"/donnees/{name}.csv").streaming_content)
        for name in ("structures", "services")
    ]
    run = send(files[0], second=files[1], standard="data_inclusion", name="structures.csv")
    assert "Ce fichier ne change rien au guide." in see(run), see(run)


def test_a_breakdown_leaves_nothing_and_may_be_tried_again(send, act, monkeypatch, see):
    run = send(table())
    bulk_create = ServiceAtLocation.objects.__class__.bulk_create

    def fail(*args, **kwargs):
        raise OSError("no room left")

    monkeypatch.setattr(ServiceAtLocation.objects.__class__, "bulk_create", fail)
    act(run, "appliquer")
    assert run.status == Status.READY and counts() == [0, 0, 0, 0]
    assert "rien n’a été écrit" in see(run)
    monkeypatch.setattr(ServiceAtLocation.objects.__class__, "bulk_create", bulk_create)
    act(run, "appliquer")
    assert counts() == [2, 2, 2, 2]


def test_a_work_at_hand_tells_how_far_it_is_without_any_script(client, send):
    run = send(table())
    ImportRun.objects.filter(pk=run.pk).update(status=Status.APPLYING)
    jobs._say(run.pk, 1)
    response = client.get(f"/gestion/imports/{run.pk}/")
    assert response["Refresh"] == "2"
    assert "1 ligne faite" in words(response)
    jobs._file(run.pk).unlink()


def test_a_work_nobody_hears_any_more_may_begin_again(client, send, act):
    run = send(table())
    past = "2026-01-01T00:00:00Z"
    ImportRun.objects.filter(pk=run.pk).update(status=Status.APPLYING, started_at=past)
    page = words(client.get(f"/gestion/imports/{run.pk}/"))
    assert "interrompu : rien n’a été écrit" in page
    act(run, "reprendre")
    assert run.status == Status.APPLIED and counts() == [2, 2, 2, 2]


def test_the_command_that_works_beside_the_site_does_what_waits(send):
    run = send(table())
    with pytest.raises(CommandError, match="n’attend aucun travail"):
        call_command("import_job", run.pk)
    ImportRun.objects.filter(pk=run.pk).update(status=Status.APPLYING)
    call_command("import_job", run.pk)
    assert counts() == [2, 2, 2, 2]


def test_a_file_may_be_forgotten(send, act, client):
    run = send(table())
    response = client.post(f"/gestion/imports/{run.pk}/agir/", {"oublier": "1"})
    assert "Ce fichier est oublié : rien n’a été écrit." in messages_of(response)
    assert not ImportRun.objects.exists()


def test_only_editors_import(send, client):
    run = send(table())
    for path in ("", f"{run.pk}/", f"{run.pk}/remarques.csv"):
        assert staff_client("Conseil").get(f"/gestion/imports/{path}").status_code == 403
    for path in ("choisir", "colonnes", "agir"):
        url = f"/gestion/imports/{run.pk}/{path}/"
        assert staff_client("Conseil").post(url).status_code == 403
        assert client.get(url).status_code == 405
    assert make_staff()


def test_an_import_page_asks_as_many_questions_whatever_its_length(
    send, client, django_assert_max_num_queries
):
    many = [
        ROWS[0].replace("1;Bib", f"{n};Bib").replace("6 allée", f"{n} allée") for n in range(90)
    ]
    run = send(table(*many))
    with django_assert_max_num_queries(20):
        client.get(f"/gestion/imports/{run.pk}/?voir=new")
