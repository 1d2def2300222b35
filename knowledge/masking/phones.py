"""Phone numbers, found by Google's libphonenumber, which knows every country's numbering plan."""

import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatcher

from knowledge.masking.detail import Detail

# A word that says whose number it is: then a possible one is enough, without it the number must be assigned.
_CALLED = re.compile(
    r"\b(?:phone|telephone|tel|mob|mobile|handy|cell|dial|call(?: \w+){0,3} (?:at|on|back)|ring|fax|whatsapp|sms)\b\W{0,5}$",
    re.IGNORECASE,
)
# Orders, parcels and the like have numbers too, and a word that says so.
_OTHER = re.compile(
    r"\b(?:order|invoice|parcel|tracking|ticket|case|reference|ref|article|item|sku|serial|rma|batch|member(?:ship)?|customer|booking|policy|"
    r"contract|receipt|transaction|version|model|id|bestellung|auftrag|rechnung|sendung|vorgang|kundennummer|commande|"
    r"facture|colis|pedido|factura|ordine|fattura|bestelling|factuur)\b(?:\s+(?:number|no|nr|code|id|is|was|with))*[\s.:#(-]*$",
    re.IGNORECASE,
)
_BEFORE = 40  # characters


def phone_numbers(text: str, region: str = "") -> Iterator[Detail]:
    """Give the phone numbers in a text; those without a country code count as ones of the region, if there is one."""
    wanted = region.upper() or None
    for found in PhoneNumberMatcher(text, wanted, leniency=Leniency.POSSIBLE):
        before = text[max(0, found.start - _BEFORE) : found.start]
        called = bool(_CALLED.search(before))
        if called or (_is_assigned(text, found.start, found.end, wanted) and not _OTHER.search(before)):
            yield Detail("phone number", found.start, found.end, found.raw_string)


def _is_assigned(text: str, start: int, end: int, region: str | None) -> bool:
    matches = PhoneNumberMatcher(text[start:end], region, leniency=Leniency.VALID)
    return any(True for _ in matches)
