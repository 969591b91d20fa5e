"""Who is asking. There is no sign-in yet: on this machine, over the sample company, one picks a sample person.

Everything else is a refusal. What a person may see is not decided here but by grants.csv, read at every click.
"""

import streamlit as st
from streamlit.runtime.secrets import secrets_singleton

from telcost import access
from telcost.demo import is_sample
from telcost.web import state

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def email(home) -> str | None:
    """The e-mail of the person asking, None when nobody can be known."""
    people = sample_people(home)
    if not people:
        return None
    return state.read("as") or people[0].email


def sample_people(home) -> list[access.Grant]:
    """Whom one may be, finance first; nobody unless served to this machine only, from the sample's home, without
    a sign-in of its own."""
    is_local = st.get_option("server.address") in LOOPBACK
    if not is_local or has_sign_in() or not is_sample(home):
        return []
    return sorted(access.grants(home), key=lambda grant: (access.ROLES.index(grant.role), grant.department != "Sales"))


def has_sign_in() -> bool:
    """A configured provider or a trusted header means that somebody else decides who is asking."""
    has_secrets = secrets_singleton.load_if_toml_exists() and "auth" in st.secrets
    return bool(has_secrets or st.get_option("server.trustedUserHeaders"))


def picker(home, chosen: str) -> None:
    """One press per sample person; the choice is in the URL like everything else."""
    people = {person.email: f"{person.department} head" if person.department else person.role.capitalize()
              for person in sample_people(home)}  # fmt: skip
    if people:
        st.caption("Sample company, seen as")
        state.choice("Sample person", list(people), chosen, _become, people.get, control=st.radio)


def _become(person: str) -> None:
    state.go("overview", **{"as": person})
