"""Passkeys: WebAuthn credentials that know whose they are and check who holds them.

What a browser sends is checked by python-fido2. No attestation is asked for: what make a phone is
of is nobody's business here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from fido2 import cbor
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationConveyancePreference,
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    CollectedClientData,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from kithway.people.models import Passkey, Person
from kithway.people.tickets import Stale, new_ticket, read_ticket, take_once

SIGN_IN = "passkey"
CHECKED = UserVerificationRequirement.REQUIRED
ONE_OF = PublicKeyCredentialType.PUBLIC_KEY


class Refused(Exception):
    """What the browser sent opens nothing; why is nobody's business."""


@dataclass(frozen=True)
class Site:
    """Where the browser is: passkeys are bound to it. `origin`: with scheme and port."""

    origin: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Site":
        # Django has checked the host against those that this installation answers for.
        return cls(f"{request.scheme}://{request.get_host()}")

    @property
    def server(self) -> Fido2Server:
        party = PublicKeyCredentialRpEntity(id=urlsplit(self.origin).hostname, name="Kithway")
        return Fido2Server(
            party,
            attestation=AttestationConveyancePreference.NONE,
            verify_origin=lambda origin: origin == self.origin,
        )


def options_to_sign_in(site: Site) -> str:
    """JSON for `navigator.credentials.get`: any passkey of this site, whoever's it is."""
    challenge = new_ticket(SIGN_IN).encode()
    options, _state = site.server.authenticate_begin(user_verification=CHECKED, challenge=challenge)
    return json.dumps(dict(options))


def options_to_add(site: Site, person: Person) -> str:
    """JSON for `navigator.credentials.create`."""
    held = [
        PublicKeyCredentialDescriptor(type=ONE_OF, id=websafe_decode(one.credential_id))
        for one in person.passkeys.all()
    ]
    options, _state = site.server.register_begin(
        PublicKeyCredentialUserEntity(
            id=person.pk.bytes, name=person.name, display_name=person.name
        ),
        held,
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=CHECKED,
        challenge=new_ticket(_adding(person)).encode(),
    )
    return json.dumps(dict(options))


def owner_of(site: Site, sent: str) -> Person:
    """Whose passkey signed. Raises Refused; Stale where the page was open for too long."""
    try:
        response = AuthenticationResponse.from_dict(json.loads(sent))
        passkey = Passkey.objects.select_related("person").get(credential_id=response.id)
        site.server.authenticate_complete(
            _state(SIGN_IN, response.response.client_data), [_credential(passkey)], response
        )
        whose = response.response.user_handle
        if whose is not None and whose != passkey.person_id.bytes:
            raise Refused
        _use(passkey, response.response.authenticator_data)
    except (Stale, Refused):
        raise
    except Exception:
        # Whatever a browser, or somebody who plays one, sends that is no such thing.
        raise Refused from None
    take_once(SIGN_IN, _challenge(response.response.client_data))
    return passkey.person


def add_passkey(*, site: Site, person: Person, sent: str, name: str, by: Person) -> Passkey:
    """Keep a passkey that the person's browser made just now. Raises Refused, Stale."""
    try:
        response = RegistrationResponse.from_dict(json.loads(sent))
        client = response.response.client_data
        made = site.server.register_complete(_state(_adding(person), client), response)
    except Stale:
        raise
    except Exception:
        raise Refused from None
    credential = made.credential_data
    take_once(_adding(person), _challenge(client))
    if credential is None:
        raise Refused
    try:
        with transaction.atomic():
            return person.passkeys.create(
                credential_id=websafe_encode(credential.credential_id),
                public_key=cbor.encode(credential.public_key),
                sign_count=made.counter,
                name=name,
            )
    except IntegrityError:
        raise Refused from None


def _adding(person: Person) -> str:
    # A challenge is for one person: nobody adds theirs to another's account.
    return f"add-passkey.{person.pk}"


def _challenge(client: CollectedClientData) -> str:
    return client.challenge.decode("ascii")


def _state(what: str, client: CollectedClientData) -> dict[str, Any]:
    """As the server would have kept it: the challenge was signed, so it knows it again."""
    read_ticket(what, _challenge(client))
    return {"challenge": websafe_encode(client.challenge), "user_verification": CHECKED}


def _credential(passkey: Passkey) -> AttestedCredentialData:
    key = CoseKey.parse(cast(Mapping[int, Any], cbor.decode(bytes(passkey.public_key))))
    return AttestedCredentialData.create(Aaguid.NONE, websafe_decode(passkey.credential_id), key)


def _use(passkey: Passkey, data: AuthenticatorData) -> None:
    """Its counter goes up, where it has one: one that does not is a copy."""
    mine = Passkey.objects.filter(pk=passkey.pk)
    if data.counter or passkey.sign_count:
        mine = mine.filter(sign_count__lt=data.counter)
    if not mine.update(sign_count=data.counter, used_at=timezone.now()):
        raise Refused
