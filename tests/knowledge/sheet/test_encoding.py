"""Bytes become the text that was typed, whichever program on whichever system saved it."""

import codecs

import pytest

from knowledge.refusal import Refusal
from knowledge.sheet.encoding import decode

ENGLISH = "Complaint,Answer\nIt hasn’t arrived – why?,We’ll refund “£20” to your card…\n"
CAFE = "Is the café open?;Yes"
FRENCH = "Plainte;Réponse\nMon colis n’est pas arrivé;Nous sommes désolés, il est déjà à l’entrepôt, ça va\n"
GERMAN = "Beschwerde;Antwort\nMein Paket ist nicht da;Wir prüfen das. Größe und Straße bitte, schöne Grüße\n"
SPANISH = "Pregunta;Respuesta\n¿Dónde está mi pedido?;Está en camino. ¡Gracias por su paciencia, señor!\n"
PORTUGUESE = "Reclamação;Resposta\nNão recebi;Pedimos desculpa, já está a caminho. Três opções\n"
SWEDISH = "Fråga;Svar\nVar är mitt paket?;Det är på väg till dig och kommer i övermorgon\n"
DANISH = "Hvor er min pakke? Jeg håber på svar;Vi er kede af det, den er på vej. Ærlig talt, øv\n"
ITALIAN = "Dov'è il mio pacco?;Ci dispiace, è già in viaggio. Lunedì arriverà così\n"
POLISH = "Pytanie;Odpowiedź\nGdzie jest moja paczka?;Przepraszamy, jest już w drodze. Proszę czekać na wiadomość.\n"
CZECH = "Otázka;Odpověď\nKde je můj balík?;Omlouváme se, zásilka je na cestě a dorazí zítra.\n"
RUSSIAN = "Вопрос;Ответ\nГде моя посылка?;Приносим извинения, посылка уже в пути.\n"
UKRAINIAN = "Питання;Відповідь\nДе моя посилка?;Перепрошуємо, її вже відправлено.\n"
GREEK = "Ερώτηση;Απάντηση\nΠού είναι το δέμα μου;Λυπούμαστε, είναι καθ’ οδόν.\n"
TURKISH = "Soru;Cevap\nPaketim nerede?;Özür dileriz, paketiniz yolda. Teşekkürler, iyi günler, ığşç\n"
JAPANESE = "質問,回答\n荷物が届きません,申し訳ございません。現在配送中です。\n"


@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN, JAPANESE, "Smile 🙂,👍", "plain"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_unicode_is_read_for_sure_with_its_mark_taken_away(text: str, mark: bytes, encoding: str) -> None:
    data = mark + text.encode(encoding)

    read = decode(data)

    assert read == (text, "")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((text, "cp1252") for text in (ENGLISH, CAFE, FRENCH, GERMAN, SPANISH, PORTUGUESE, SWEDISH, DANISH, ITALIAN)),
        *((text, "mac_roman") for text in (ENGLISH, CAFE, FRENCH, GERMAN, SPANISH, PORTUGUESE, SWEDISH, DANISH)),
        *((text, "cp850") for text in (CAFE, GERMAN, SPANISH, SWEDISH)),
        (POLISH, "cp1250"),
        (CZECH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (UKRAINIAN, "cp1251"),
        (GREEK, "cp1253"),
        (TURKISH, "cp1254"),
        (JAPANESE, "cp932"),
    ],
)
def test_the_encoding_of_a_system_is_told_from_a_few_words(text: str, encoding: str) -> None:
    data = text.encode(encoding)

    read, _ = decode(data)

    assert read == text


def test_a_guess_is_said_with_what_to_do_when_it_is_wrong() -> None:
    data = CAFE.encode("mac_roman")

    _, note = decode(data)

    assert note == "Read as Mac Roman. If letters look wrong, save the sheet as “CSV UTF-8” and import that."


def test_the_end_mark_of_old_systems_is_no_text() -> None:
    data = b"My parcel is late,It is on its way\r\n\x1a"

    read, _ = decode(data)

    assert read == "My parcel is late,It is on its way\r\n"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04\x14\x00", "It is a workbook or another packed file, not text. A workbook's name ends in .xlsx."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "It is a workbook of an old kind or one with a password. Save it as .xlsx without a password.",
        ),
        (b"%PDF-1.7", "It is a PDF. Copy the table into a spreadsheet and save that."),
        (bytes(range(256)), "It is not a text that can be read. Save the sheet again as “CSV UTF-8”."),
        (b"question\x00answer", "It is not a text that can be read. Save the sheet again as “CSV UTF-8”."),
        (codecs.BOM_UTF16_LE + b"odd", "It is not a text that can be read. Save the sheet again as “CSV UTF-8”."),
    ],
)
def test_what_is_no_text_is_refused_with_a_way_out(data: bytes, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        decode(data)

    assert refused.value.sentence == sentence
