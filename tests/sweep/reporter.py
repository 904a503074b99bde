"""A reporter at his browser: real requests to a running product, a mark in everything a request can carry."""

import io
import json
import re
import secrets
import time
from collections.abc import Callable
from typing import Any, Self

import httpx
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from pamong.platform.gateway.rules.signature import sign
from tests.security.pages import Page
from tests.sweep.canaries import Canaries
from tests.sweep.office import Office

REPORT, FOLLOW, ACT = "/lapor/", "/tanda-terima/", "/tanda-terima/tulis/"
NUMBER, SECRET = re.compile(r"P-[0-9A-Z]{4}-[0-9A-Z]{4}"), re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}")


def picture(planted: Canaries) -> bytes:
    """A photo with camera, place, serial number and words inside; the words in its bytes beside the picture too."""
    exif = Image.Exif()
    exif[Base.Model] = exif[Base.Make] = planted.texts["camera"]
    exif[Base.ImageDescription], exif[Base.Artist] = planted.texts["name"], planted.texts["email"]
    exif.get_ifd(IFD.Exif)[Base.BodySerialNumber] = planted.phone
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (7.0, 20.0, 1.0)
    out = io.BytesIO()
    picture = Image.new("RGB", (96, 64), (*secrets.token_bytes(3),))
    picture.save(out, "JPEG", exif=exif, comment=planted.mark.encode(), xmp=f"<x>{planted.mark}</x>".encode())
    return out.getvalue() + planted.mark.encode()


class Reporter:
    """One browser with its own address (all of 127.0.0.0/8 is this machine)."""

    def __init__(self, office: Office, planted: Canaries) -> None:
        self.planted = planted
        texts = planted.texts
        self.client = office.browser(
            transport=httpx.HTTPTransport(local_address=planted.peer, verify=False),
            headers={
                "User-Agent": texts["agent"],
                "Accept-Language": f"{texts['language']},id;q=0.7",
                "Referer": texts["referer"],
                "X-Forwarded-For": planted.address,
                "X-Real-IP": planted.address,
                "X-Request-ID": texts["key"],
            },
            params={"utm_source": texts["query"]},
        )
        self.client.cookies.set("jejak", texts["cookie"])
        self.number = self.secret = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.client.close()

    def say(self, page: httpx.Response, **answers: Any) -> httpx.Response:
        """Answer the question of a page; name, telephone and mail are sent along whatever was asked."""
        held = next(form for form in Page(page.text).forms if "langkah" in form.values).values
        texts = self.planted.texts
        contact = {
            "name": texts["name"],
            "phone": self.planted.phone,
            "email": texts["email"],
            "address": texts["home"],
        }
        photo = answers.pop("photo", None)
        files = {"photo": (f"{texts['file']}.jpg", photo, "image/jpeg")} if photo else None
        sent = {**{name: values[-1] for name, values in held.items() if values}, **contact, **answers}
        return self.client.post(page.url.path, data=sent, files=files)

    def report(self, mode: str, *, before: Callable[[], None] = lambda: None) -> httpx.Response:
        """From the first question to the receipt; ``before`` is done just before it is sent."""
        page = self.say(self.client.get(REPORT), mode=mode)
        page = self.say(page, category="lampu-jalan")
        page = self.say(page, text="", wanted="")  # refused: tell what happened
        page = self.say(page, text=f"Lampu mati di depan pasar sejak Senin {self.planted.story}", wanted="Diganti")
        page = self.say(page, q_sejak="lama", q_jumlah="2")
        page = self.say(page, street="Jalan Jenderal Sudirman")
        page = self.say(page, photo=picture(self.planted), tambah="1")
        page = self.say(page, photo=b"<svg>" + self.planted.mark.encode(), tambah="1")  # refused: no picture
        for _ in range(4):
            if 'value="review"' in page.text:
                break
            page = self.say(page)
        before()
        done = self.say(page)
        if number := NUMBER.search(done.text):
            self.number, self.secret = number[0], SECRET.search(done.text)[0]  # type: ignore[index]
            self.say(page)  # a second click
        return done

    def opened(self) -> httpx.Response:
        """The page of one's own report."""
        return self._post(FOLLOW, self.client.get(FOLLOW), number=self.number, secret=self.secret)

    def act(self, name: str, **answers: Any) -> httpx.Response:
        """Something done at the page of the report."""
        page = self.opened()
        return self._post(ACT, page, aksi=name, **{"pass": self._pass(page)}, **answers)

    def _post(self, path: str, page: httpx.Response, **answers: Any) -> httpx.Response:
        held = next(form for form in Page(page.text).forms if "csrfmiddlewaretoken" in form.values).values
        guards = {name: held[name][0] for name in ("csrfmiddlewaretoken", "idempotency_key") if name in held}
        photo = answers.pop("photo", None)
        files = {"photo": (f"{self.planted.texts['file']}.jpg", photo, "image/jpeg")} if photo else None
        return self.client.post(path, data={**guards, **answers}, files=files)

    def _pass(self, page: httpx.Response) -> str:
        return next(form.values["pass"][0] for form in Page(page.text).forms if "pass" in form.values)

    def message(self, carrier: str, text: str) -> httpx.Response:
        """A message from the reporter's own telephone, as the gateway hands it on."""
        told = {"id": secrets.token_hex(8), "channel": carrier, "from": self.planted.phone, "text": text}
        body, stamp = json.dumps(told), str(int(time.time()))
        signed = {"X-Pamong-Timestamp": stamp, "X-Pamong-Signature": sign("rahasia-uji", stamp, body.encode())}
        return self.client.post("/gerbang/masuk/", content=body, headers={"Content-Type": "application/json", **signed})

    def stumble(self) -> list[int]:
        """Whatever can go wrong: no token, no key, forged draft, wrong method, broken bodies, too many tries; the statuses."""
        texts, ask, name = self.planted.texts, self.client, self.planted.texts["name"].encode()
        token = {"csrfmiddlewaretoken": Page(ask.get(REPORT).text).forms[-1].values["csrfmiddlewaretoken"][0]}
        junk = {**texts, "state": texts["name"], "langkah": "review"}
        answers = [
            ask.post(REPORT, data=junk),  # no token
            ask.post(REPORT, data={**junk, **token}, headers={"Origin": texts["referer"].rpartition("/")[0]}),
            ask.post(REPORT, data={**junk, **token}),  # no key
            ask.post(REPORT, data={**junk, **token, "idempotency_key": texts["key"] * 3}),  # forged
            ask.put(REPORT, content=texts["name"].encode()),
            ask.post(REPORT, content=b"--x\r\n" + name, headers={"Content-Type": "multipart/form-data; boundary=x"}),
            ask.post(REPORT, content=b"name=" + name, headers={"Content-Type": "application/x-www-form-urlencoded; charset=utf-7"}),
            ask.get(f"{REPORT}{self.planted.mark}/"),
            ask.get(REPORT, params={"x": f"\0{texts['name']}"}),
            ask.post(ACT, data={**token, "pass": texts["name"], "idempotency_key": texts["key"] * 3}),
            ask.post("/open311/v2/requests.json", data={**junk, "api_key": texts["key"], "first_name": texts["name"]}),
            ask.post("/open311/v2/requests.json", content=texts["name"].encode(), headers={"Content-Type": "application/json"}),
            ask.post("/gerbang/masuk/", json={"from": self.planted.phone, "text": texts["name"]}),
        ]  # fmt: skip
        known = f"{self.number or 'P-AAAA-AAAA'} {self.secret or '-'.join(['AAAA'] * 5)}"
        told = (f"STATUS {known}", f"TAMBAH {known} {texts['name']}", "ANONIM", texts["name"])
        answers += [self.message(carrier, text) for carrier in ("sms", "whatsapp") for text in told]
        page = ask.get(FOLLOW)
        answers += [
            self._post(FOLLOW, page, number=self.number or "P-AAAA-AAAA", secret=texts["name"]) for _ in range(12)
        ]
        return [answer.status_code for answer in answers]
