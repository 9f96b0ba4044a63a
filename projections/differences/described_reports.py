"""The rows of issued reports in words."""

from projections.differences.describing import FOLLOWS, KEY, VERSION, about
from projections.reports.rows import NarrativeRow, ReportRow, SignatureRow

OF_REPORTS = (
    about(
        ReportRow,
        "id",
        fields={
            "state": "State",
            "position": "Position",
            "since_position": "Compared with position",
            "digest": "Digest",
            "root": "Root of the record",
            "issued_by": "Issued by",
            "superseded_by": "Superseded by",
            "ending": "Why it ended",
            "ended_by": "Ended by",
        },
        out={
            KEY: "id program code title",
            FOLLOWS: "as_of definition json_file pdf_file issued_position",
            VERSION: "version changed_at drafted_by drafted_at issued_at ended_at",
        },
    ),
    about(
        NarrativeRow,
        "id",
        fields={
            "summary": "Summary",
            "this_period": "This period",
            "next_period": "Next period",
            "lessons": "Lessons",
        },
        out={KEY: "id program"},
    ),
    about(
        SignatureRow,
        "report",
        called=lambda row, _tongue: f"Signature as {row.meaning.label.lower()}",
        fields={"printed_name": "Signed by", "digest": "Document signed"},
        out={KEY: "report position program person meaning", FOLLOWS: "root", VERSION: "signed_at seen_version version"},
    ),
)
