"""The console command `bqportal`: one front for everything that is done from a shell."""

import os
import sys

from django.core.management import ManagementUtility

# What `bqportal help` lists first: the portal's own nouns, each with verbs behind it.
NOUNS = {
    "demo": "load        fill an empty portal with the example content; people to try the work area",
    "occupations": "load        the shipped German reference occupations; match, suggest for titles",
    "regulations": "import      German training regulations from Markdown",
    "esco": "import      ESCO occupations, skills and ISCO groups, all languages",
    "isco": "import      ISCO-08 titles in many languages",
    "kldb": "import      the German classification of occupations 2010",
    "crosswalk": "import      national lists of titles with the ESCO occupation that each means",
    "matching": "train       the model that matches titles, from what is imported; status",
    "records": "import | export  profiles as spreadsheets or YAML, into drafts",
    "sheets": "keys | rotate | revoke KID  that sign comparison sheets; verify FILE",
    "deadlines": "            of a recognition case, from its events in a file",
    "statistics": "export | tidy  records of recognition cases for the statistical office (§ 17 BQFG), as CSV",
    "publish": "due         what was scheduled for now (cron)",
    "freshness": "remind      of records that should be looked at again (cron)",
    "links": "check       whether the addresses in public records still answer (cron)",
    "notices": "send        mail people what is new for them (cron)",
    "papers": "sweep       files that belong to no record any more",
    "audit": "seal | verify  chain the log by hash, and prove the chain (cron)",
    "account": "reset       the lost second factor of a person",
    "organisations": "load        the shipped list of chambers",
    "countries": "load        countries and former states",
    "search": "rebuild | query TEXT",
    "doctor": "            prove that index and database say the same",
    "guides": "list | skeleton  texts to translate, and a file to begin with",
    "messages": "update | compile | check the translation catalogues",
    "migrate": "            bring the database up to date",
    "createsuperuser": "    make an administrator",
}


def summary() -> str:
    """The first page of help."""
    lines = [f"  bqportal {noun:<16}{verbs}" for noun, verbs in NOUNS.items()]
    return "\n".join(
        ["bqportal: knowledge platform for foreign vocational qualifications", "", *lines, "",
         "  bqportal NOUN --help    says more; bqportal help --commands lists everything"]
    )  # fmt: skip


def main() -> None:
    """Entry point of the console script."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    arguments = sys.argv[1:]
    if not arguments or arguments in (["help"], ["--help"], ["-h"]):
        print(summary())
        return
    try:
        ManagementUtility(["bqportal", *arguments]).execute()
    except BrokenPipeError:  # who read has seen enough: `bqportal … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
