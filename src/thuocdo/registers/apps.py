"""Registration of the stage with Django."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "thuocdo.registers"
    label = "registers"
