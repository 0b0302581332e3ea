"""Names that no document of ours could carry are told at the door."""

import pytest

from sponsorship.errors import Invalid
from tests.stories.telling import Story

SENTENCE = r"^Our documents cannot print \U0001F98A\. Please leave it out\.$"


def test_a_name_with_a_picture_is_refused_before_anything_is_promised(story: Story) -> None:
    with pytest.raises(Invalid, match=SENTENCE) as gift:
        story.fill_in(name="Uwe \U0001f98a")
    with pytest.raises(Invalid, match=SENTENCE) as company:
        story.apply(name="\U0001f98a & Hedgehog Ltd")
    assert (gift.value.field, company.value.field) == ("name", "name")
    story.fill_in(name="\u674e\u5c0f\u9f99 \u2764")
