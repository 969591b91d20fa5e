"""Nobody sees anything until granted; what is granted counts from the next question on."""

import threading

import pytest

from telcost import access
from telcost.access import ALL, Viewer
from telcost.errors import BadReference, Denied


def grants_csv(home, text):
    home.joinpath("grants.csv").write_text("email,role,department\n" + text)


def test_nobody_sees_anything_until_granted(tmp_path):
    with pytest.raises(Denied, match=r"Nothing is granted to 'ann@example\.com'"):
        access.viewer(tmp_path, "ann@example.com")


STRANGERS = ["", " ", "finance", "*", "%", "ann@example.co", "ann@example.com.evil", "cfo", "None"]


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_name_that_is_not_listed_is_refused(tmp_path, stranger):
    grants_csv(tmp_path, "cfo@example.com,finance,\nann@example.com,head,Sales\n")
    with pytest.raises(Denied):
        access.viewer(tmp_path, stranger)


def test_finance_and_analyst_see_all_departments_and_a_head_the_granted_ones(tmp_path):
    grants_csv(tmp_path, """\
cfo@example.com,finance,
ben@example.com,analyst,
ann@example.com,head,Sales
ann@example.com,head,HR
""")
    assert access.viewer(tmp_path, "CFO@example.com ") == Viewer("cfo@example.com", "finance", ALL)
    assert access.viewer(tmp_path, "ben@example.com") == Viewer("ben@example.com", "analyst", ALL)
    assert access.viewer(tmp_path, "ann@example.com") == Viewer("ann@example.com", "head", frozenset({"Sales", "HR"}))


def test_a_grant_counts_at_the_next_question_and_so_does_its_end(tmp_path):
    assert access.grant(tmp_path, "Ann@Example.com", "head", "Sales")
    assert access.viewer(tmp_path, "ann@example.com").departments == {"Sales"}
    assert access.revoke(tmp_path, "ann@example.com") == 1
    with pytest.raises(Denied):
        access.viewer(tmp_path, "ann@example.com")


def test_granting_twice_changes_nothing(tmp_path):
    assert access.grant(tmp_path, "ann@example.com", "head", "Sales")
    before = tmp_path.joinpath("grants.csv").read_bytes()
    assert not access.grant(tmp_path, "ann@example.com", "head", "Sales")
    assert tmp_path.joinpath("grants.csv").read_bytes() == before


@pytest.mark.parametrize("row, said", [
    ("ann@example.com,boss,Sales", "line 3, column \"role\": 'boss'"),
    ("ann@example.com,head,", "line 3, column \"department\": ''"),
    ("ann@example.com,finance,Sales", "line 3, column \"department\": 'Sales'"),
    ("ann,head,Sales", "line 3, column \"email\": 'ann'"),
    ("ann@example.com", "line 3, column \"role\": ''"),
])
def test_a_row_nobody_can_read_lets_nobody_in(tmp_path, row, said):
    grants_csv(tmp_path, "cfo@example.com,finance,\n" + row + "\n")
    with pytest.raises(BadReference) as refused:
        access.viewer(tmp_path, "cfo@example.com")
    assert said in str(refused.value)


def test_a_list_without_its_columns_lets_nobody_in(tmp_path):
    tmp_path.joinpath("grants.csv").write_text("email;role;department\ncfo@example.com;finance;\n")
    with pytest.raises(BadReference, match="'email' is missing"):
        access.viewer(tmp_path, "cfo@example.com")


def test_a_head_of_everything_does_not_exist(tmp_path):
    grants_csv(tmp_path, "ann@example.com,head,all departments\nben@example.com,head,*\n")
    assert not access.viewer(tmp_path, "ann@example.com").sees_all
    assert not access.viewer(tmp_path, "ben@example.com").sees_all


def test_twenty_grants_at_once_are_all_there(tmp_path):
    people = [f"p{number}@example.com" for number in range(20)]
    threads = [threading.Thread(target=access.grant, args=(tmp_path, person, "analyst")) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(row.email for row in access.grants(tmp_path)) == sorted(people)
