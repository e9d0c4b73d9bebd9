"""What stands between the words of a name; each beside a near miss."""

from __future__ import annotations

import pytest
from mentioned import named


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was sold to Garnet Hotels and Resorts in May.", {"Garnet Hotels and Resorts"}),
        ("It was sold to Garnet Hotels and Kelda in May.", {"Garnet Hotels", "Kelda"}),
        (
            "It sold Pixel (UK) Limited to Orrin Group (US) Holdings.",
            {"Pixel (UK)", "Orrin Group (US) Holdings"},
        ),
        ("It sold Nexora (NYSE: KLD) and Kelda Holdings.", {"Nexora", "Kelda Holdings"}),
        ("The work went to the Bank of the Tarn Islands in May.", {"Bank of the Tarn Islands"}),
        ("Jane Roe, chairman of the Board of Nexora Inc, left.", {"Nexora"}),
        ("It was sold by Tarn Growers of America in May.", {"Tarn Growers of America"}),
        ("It was sold by Tarn Partners of America in May.", {"Tarn Partners"}),
        ("It sued Nexora Holdings 2019 Ltd in May.", {"Nexora Holdings 2019"}),
        ("It sued Nexora in 2019 and in May.", {"Nexora"}),
        ("It will make Tarn BP's largest supplier.", {"Tarn", "BP"}),
        ("It was bought by Grupo Tarn S.A.B. de C.V. in May.", {"Grupo Tarn"}),
        ("It was bought by Orrin's Holding Co. in May.", {"Orrin's Holding"}),
        ("It was bought by Orrinsui and Co, of Japan.", {"Orrinsui and Co"}),
        ("The deal with Tarn BP in May was good for Aker and BP.", {"Tarn BP", "Aker", "BP"}),
        ("It owns Nexora, 10 Barn Brewing Co and Tarn.", {"Nexora", "10 Barn Brewing", "Tarn"}),
    ],
)
def test_a_name_goes_on_over_what_belongs_to_it(text, found):
    assert set(named(text, "org")) == found
