"""An archive is unpacked only when it is whole and ours; each other is refused with a sentence."""

import hashlib
import io
import subprocess
import tarfile

import pyrage
import pytest

from studio.backups import archives, folders, manifests, sealing
from studio.backups.manifests import Manifest
from studio.backups.refusals import ArchiveRefused, AtWork

PICTURE = bytes(range(256)) * 40


@pytest.fixture
def sources(tmp_path):
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "database.sqlite3").write_bytes(b"rows" * 1000)
    (folder / "picture.png").write_bytes(PICTURE)
    return folder


@pytest.fixture
def room(tmp_path):
    folder = tmp_path / "room"
    folder.mkdir()
    return folder


def manifest_of(files, **more):
    told = {"made_at": "2026-11-30T12:00:00+00:00", "kind": "sqlite", "server": "3"}
    told |= {"database": "database.sqlite3", "tables": {"a": 1}, "migrations": []}
    return Manifest(**told | {"files": files} | more)


def write(path, sources, keys=(), **more):
    """A backup as the site writes it."""
    with (
        path.open("wb") as file,
        sealing.sealed(file, list(keys)) as stream,
        archives.Writer(stream) as archive,
    ):
        archive.add("media/images/picture.png", sources / "picture.png")
        archive.add("database.sqlite3", sources / "database.sqlite3")
        archive.finish(manifest_of(archive.files, **more))
    return path


def forged(path, *members, sealed=True):
    """A tar file of somebody else: what it holds, then a manifest that fits its plain files."""
    plain = {m.name: [m.size, hashlib.sha256(c).hexdigest()] for m, c in members if c is not None}
    octets = manifest_of(plain).dump()
    seal = hashlib.sha256(octets).hexdigest().encode()
    with tarfile.open(path, "w") as tar:
        for member, content in members:
            tar.addfile(member, io.BytesIO(content or b""))
        for name, content in ((manifests.NAME, octets), (manifests.SEAL, seal)) if sealed else ():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


def plain(name, content=b"content"):
    member = tarfile.TarInfo(name)
    member.size = len(content)
    return member, content


def special(name, kind, target=""):
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    return member, None


DATABASE = plain("database.sqlite3")


def test_what_went_in_comes_out(tmp_path, sources, room):
    archive = write(tmp_path / "a.tar", sources)

    manifest = archives.unpack(archive, room, [])

    assert (room / "media/images/picture.png").read_bytes() == PICTURE
    assert manifest.size == 4000 + len(PICTURE)
    assert set(manifest.files) == {"media/images/picture.png", "database.sqlite3"}


def test_the_later_copy_of_a_file_counts_and_a_deleted_one_stays_away(tmp_path, sources, room):
    archive = tmp_path / "a.tar"
    with archive.open("wb") as file, archives.Writer(file) as writer:
        writer.add("media/changed.png", sources / "picture.png")
        writer.add("media/deleted.png", sources / "picture.png")
        (sources / "picture.png").write_bytes(b"changed")
        writer.add("media/changed.png", sources / "picture.png")
        writer.add("database.sqlite3", sources / "database.sqlite3")
        files = {name: told for name, told in writer.files.items() if "deleted" not in name}
        writer.finish(manifest_of(files, dropped=["media/deleted.png"]))

    archives.unpack(archive, room, [])

    assert [path.name for path in (room / "media").iterdir()] == ["changed.png"]
    assert (room / "media/changed.png").read_bytes() == b"changed"


@pytest.mark.parametrize(
    "member",
    [
        plain("../outside"),
        plain("media/../../outside"),
        plain("/etc/outside"),
        plain("studio.sqlite3"),
        plain("media/./picture.png"),
        plain("database.sqlite3/below"),
        special("media/link", tarfile.SYMTYPE, "/etc/passwd"),
        special("media/link", tarfile.SYMTYPE, "../database.sqlite3"),
        special("media/link", tarfile.LNKTYPE, "database.sqlite3"),
        special("media/device", tarfile.CHRTYPE),
        special("media/pipe", tarfile.FIFOTYPE),
        special("media/folder", tarfile.DIRTYPE),
        special("media/sparse", tarfile.GNUTYPE_SPARSE),
    ],
    ids=lambda member: f"{member[0].name} {member[0].type.decode()} {member[0].linkname}",
)
def test_what_no_backup_of_ours_holds_is_refused(tmp_path, room, member):
    archive = forged(tmp_path / "a.tar", DATABASE, member)

    with pytest.raises(ArchiveRefused, match=r"^It is (no backup of this site|damaged)"):
        archives.unpack(archive, room, [])

    assert {path.name for path in tmp_path.iterdir()} <= {"a.tar", "room"}
    assert not any(path.is_symlink() for path in room.rglob("*"))


def test_what_would_not_fit_on_the_disk_is_refused_before_it_is_written(tmp_path, room):
    huge = tarfile.TarInfo("media/huge")
    huge.size = 1 << 60
    archive = tmp_path / "a.tar"
    archive.write_bytes(huge.tobuf() + bytes(10240))

    with pytest.raises(ArchiveRefused, match=r"free; .* are needed\. Nothing was written\."):
        archives.unpack(archive, room, [])

    assert list(room.iterdir()) == []


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9])
def test_a_truncated_archive_is_refused(tmp_path, sources, room, share):
    archive = write(tmp_path / "a.tar", sources)
    octets = archive.read_bytes().rstrip(b"\0")
    archive.write_bytes(octets[: int(len(octets) * share)])

    with pytest.raises(ArchiveRefused, match=r"^It (breaks off|is damaged|is no backup)"):
        archives.unpack(archive, room, [])


def test_one_flipped_bit_is_found_wherever_something_is_written(tmp_path, sources, room):
    octets = write(tmp_path / "a.tar", sources).read_bytes()
    written = [at for at in range(0, len(octets), 97) if octets[at]]

    found = []
    for at in written:
        place = room / str(at)
        place.mkdir()
        archive = tmp_path / "flipped.tar"
        archive.write_bytes(octets[:at] + bytes([octets[at] ^ 1]) + octets[at + 1 :])
        with pytest.raises(ArchiveRefused):
            archives.unpack(archive, place, [])
        found.append(at)

    assert len(found) == len(written) > 100


def test_a_manifest_that_tells_of_more_than_there_is_is_refused(tmp_path, sources, room):
    archive = tmp_path / "a.tar"
    with archive.open("wb") as file, archives.Writer(file) as writer:
        writer.add("database.sqlite3", sources / "database.sqlite3")
        writer.finish(manifest_of(writer.files | {"media/lost.png": [1, "0" * 64]}))

    with pytest.raises(ArchiveRefused, match=r"'media/lost\.png' is not what its manifest tells"):
        archives.unpack(archive, room, [])


@pytest.mark.parametrize("content", [b"", b"no tar at all", b"\x1f\x8b" + bytes(600)])
def test_a_file_of_another_kind_is_refused(tmp_path, room, content):
    (tmp_path / "a.tar").write_bytes(content)

    with pytest.raises(ArchiveRefused):
        archives.unpack(tmp_path / "a.tar", room, [])


# --- encrypted ------------------------------------------------------------------


@pytest.fixture
def key():
    return pyrage.x25519.Identity.generate()


def test_an_encrypted_backup_opens_for_each_of_its_keys_and_tells_nothing_before(
    tmp_path, sources, room, key
):
    other = pyrage.x25519.Identity.generate()
    archive = write(tmp_path / "a.tar.age", sources, keys=[key.to_public(), other.to_public()])

    assert b"picture.png" not in archive.read_bytes()
    for number, one in enumerate((key, other)):
        place = room / str(number)
        place.mkdir()
        assert archives.unpack(archive, place, [one]).size == 4000 + len(PICTURE)


def test_without_the_key_or_with_another_it_is_refused(tmp_path, sources, room, key):
    archive = write(tmp_path / "a.tar.age", sources, keys=[key.to_public()])

    with pytest.raises(ArchiveRefused, match="name the file of the secret key"):
        archives.unpack(archive, room, [])
    with pytest.raises(ArchiveRefused, match="is not one it was encrypted for"):
        archives.unpack(archive, room, [pyrage.x25519.Identity.generate()])
    assert list(room.iterdir()) == []


@pytest.mark.parametrize("change", ["cut", "flip"])
def test_a_damaged_encrypted_backup_is_refused(tmp_path, sources, room, key, change):
    archive = write(tmp_path / "a.tar.age", sources, keys=[key.to_public()])
    octets = bytearray(archive.read_bytes())
    if change == "cut":
        del octets[-40:]
    else:
        octets[-40] ^= 1
    archive.write_bytes(octets)

    with pytest.raises(ArchiveRefused, match=r"^It (is damaged|breaks off)"):
        archives.unpack(archive, room, [key])


def test_a_key_file_is_read_as_age_writes_it_and_others_are_refused(tmp_path, key):
    file = tmp_path / "key.txt"
    file.write_text(f"# created: today\n# public key: {key.to_public()}\n{key}\n")
    assert [str(one.to_public()) for one in sealing.identities(file)] == [str(key.to_public())]

    file.write_text("# nothing\n")
    with pytest.raises(ArchiveRefused, match="holds no secret key of age"):
        sealing.identities(file)


# --- one at a time ----------------------------------------------------------------


def test_two_are_never_at_work_in_one_folder(tmp_path):
    script = (
        "import fcntl, sys; file = open(sys.argv[1], 'a'); fcntl.flock(file, fcntl.LOCK_EX);"
        "print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        ["python3", "-c", script, tmp_path / ".lock"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout.readline() == b"held\n"

    with (
        pytest.raises(AtWork, match="Another process is at work in"),
        folders.only_one(tmp_path, ArchiveRefused),
    ):
        pass

    holder.communicate()
    with folders.only_one(tmp_path, ArchiveRefused):
        pass
