"""What changes in the threat model when a system enters a phase.

The idea is that of the AWS AI Security Framework: a prototype meets few attackers, a system in production real ones, and at
scale they come through the supply chain and change their ways. The lines are ours.
"""

from collections.abc import Mapping

from questionnaires.vocabulary import Phase

THREAT_CHANGES: Mapping[Phase, tuple[str, ...]] = {
    Phase.PROTOTYPE: (
        "Few people reach the system, so most harm comes by mistake: a colleague, a careless copy, a forgotten test account.",
        "Real data that is used for trying out stays in models, indexes and logs, and nobody watches over it yet.",
        "Models and libraries from the internet can bring a program or a back door with them.",
        "What an agent may do is settled now, and whatever is too wide tends to stay.",
    ),
    Phase.PRODUCTION: (
        "Strangers type prompts: injection, jailbreaks and attempts to draw out secrets are daily business.",
        "Real documents and personal data come into answers, so an open door to the index is a leak.",
        "Every call costs money and computing time: floods of requests become attacks on the bill and on the service.",
        "Agents hold rights in live systems; whoever tricks one acts with its account.",
    ),
    Phase.SCALE: (
        "It pays to attack you: models are copied by questioning or theft, and attackers change their ways when they are stopped.",
        "Suppliers change models, terms and subcontractors, and their flaws become yours overnight.",
        "Many teams, models and agents hang together, so one weak part opens the way to others.",
        "Regulators, customers and auditors ask for proof; a gap that is known and stays open becomes a liability.",
    ),
}
"""Our lines for each phase."""
