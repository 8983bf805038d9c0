"""bqportal account reset NAME"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bqportal.organisations.actions.accounts import remove_second_factor
from bqportal.organisations.models import Person


class Command(BaseCommand):
    help = "Remove the lost second factor of a person, after you made sure who asks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["reset"])
        parser.add_argument("name", help="user name")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            person = Person.objects.get(username=options["name"])
        except Person.DoesNotExist as error:
            raise CommandError(f"Nobody has the user name '{options['name']}'.") from error
        removed = remove_second_factor(person=person)
        self.stdout.write(f"{removed:6} factors removed; signs in with the password alone from now on")
