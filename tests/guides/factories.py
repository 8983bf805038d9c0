"""Guides, terms and questions, for tests."""

import factory
from factory.django import DjangoModelFactory

from bqportal.editorial.models import Publishable
from bqportal.guides.models import Audience, GlossaryTerm, GlossaryTermText, Guide, GuideText, Question, QuestionText


class GuideFactory(DjangoModelFactory):
    class Meta:
        model = Guide
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"recognition-{n}")
    kind = Guide.Kind.GUIDE
    audience = Audience.INDIVIDUALS
    state = Publishable.State.PUBLISHED

    @factory.post_generation
    def content(guide, create, extracted, **kwargs):  # noqa: N805 - factory_boy hands the object over
        GuideText.objects.create(
            owner=guide, language="de", title="Anerkennung für Einzelpersonen", summary="Schritt für Schritt.",
            body="## Zuerst\n\nMehr: [Kosten](../cost/).",
        )  # fmt: skip
        GuideText.objects.create(owner=guide, language="en", title="Recognition for individuals", body="First …")


class GlossaryTermFactory(DjangoModelFactory):
    class Meta:
        model = GlossaryTerm
        skip_postgeneration_save = True

    key = factory.Sequence(lambda n: f"competent-body-{n}")
    norm = "§ 8 BQFG"

    @factory.post_generation
    def content(term, create, extracted, **kwargs):  # noqa: N805 - factory_boy hands the object over
        GlossaryTermText.objects.create(
            owner=term, language="de", term="zuständige Stelle", definition="Wer entscheidet."
        )


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question
        skip_postgeneration_save = True

    key = factory.Sequence(lambda n: f"question-{n}")
    audience = Audience.ALL

    @factory.post_generation
    def content(question, create, extracted, **kwargs):  # noqa: N805 - factory_boy hands the object over
        QuestionText.objects.create(
            owner=question, language="de", question="Was kostet das?", answer="Das ist *verschieden*."
        )
