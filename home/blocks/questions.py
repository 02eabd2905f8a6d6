"""Questions that are asked often."""

from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from studio.blocks import PARAGRAPH_FEATURES


class QuestionBlock(blocks.StructBlock):
    """A question and its answer."""

    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("Answer"), features=list(PARAGRAPH_FEATURES))

    class Meta:
        label = _("Question")
        label_format = "{question}"


class QuestionsBlock(blocks.StructBlock):
    """Questions that open to their answers."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    questions = blocks.ListBlock(QuestionBlock(), label=_("Questions"), min_num=1, max_num=40)

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        template = "home/blocks/questions.html"
        description = _("Questions that are asked often; each opens to its answer.")
        label_format = "{heading}"
        styles = ("home/css/sections.css", "home/css/questions.css")

    def get_context(self, value: blocks.StructValue, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        # a sample in the editor is nothing for machines
        context["data"] = structured(value["questions"]) if "page" in context else None
        return context

    def get_preview_value(self) -> blocks.StructValue:
        asked = [
            (gettext("What do I bring?"), gettext("Clothes you can lie down in.")),
            (gettext("Am I too stiff for this?"), gettext("Nobody is.")),
        ]
        return self.normalize(
            {
                "heading": gettext("Before you come"),
                "questions": [
                    {"question": question, "answer": f"<p>{answer}</p>"}
                    for question, answer in asked
                ],
            }
        )


def structured(questions: list[blocks.StructValue]) -> dict[str, Any]:
    """The same for machines: a ``FAQPage`` of schema.org."""
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": one["question"],
                "acceptedAnswer": {
                    "@type": "Answer",
                    "text": " ".join(strip_tags(one["answer"].source.replace("<", " <")).split()),
                },
            }
            for one in questions
        ],
    }
