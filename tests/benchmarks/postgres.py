"""A PostgreSQL database for one guide to be measured."""

import psycopg
import psycopg.sql


def _told(url: str, command: str) -> list:
    server, _, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        cursor = connection.execute(
            psycopg.sql.SQL(command).format(
                name=psycopg.sql.Identifier(name), text=psycopg.sql.Literal(name)
            )
        )
        return cursor.fetchall() if cursor.description else []


def create(url: str) -> None:
    """Unless it is there already, kept from an earlier run."""
    if not _told(url, "SELECT 1 FROM pg_database WHERE datname = {text}"):
        _told(url, "CREATE DATABASE {name}")


def drop(url: str) -> None:
    _told(url, "DROP DATABASE IF EXISTS {name} WITH (FORCE)")
