"""A server started twice does not answer by turns from two copies: the second says what to do."""

from __future__ import annotations

import socket

from nastavnik.cli.serve import port_refusal


def test_a_port_in_use_is_refused_even_when_its_owner_would_share_it():
    with socket.socket() as owner:
        if hasattr(socket, "SO_REUSEPORT"):
            owner.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        owner.bind(("127.0.0.1", 0))
        owner.listen()
        port = owner.getsockname()[1]
        assert f"Порт {port} занят" in port_refusal("127.0.0.1", port)
    assert port_refusal("127.0.0.1", port) == ""


def test_an_impossible_port_or_address_is_named_and_nothing_is_opened():
    assert "от 1 до 65535" in port_refusal("127.0.0.1", 99999)
    assert "192.0.2.77" in port_refusal("192.0.2.77", 8000)  # RFC 5737: an address nobody has
