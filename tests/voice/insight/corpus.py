"""Made-up complaints as people in a town type them: one matter told by several, and other matters in the same words.

``copies``: the same text again, with short forms, mistyped, in another order, with something before or after it (what a
campaign or a repeated sending looks like). ``others``: other residents about the same matter, in words of their own.
Matters of one category and kecamatan stand beside each other, some of them alike but for place or object: these are two matters.
"""

from typing import NamedTuple


class Matter(NamedTuple):
    category: str
    place: str
    copies: tuple[str, ...]
    others: tuple[str, ...] = ()


MATTERS = (
    Matter(
        "lampu", "Sidorejo",
        (
            "Lampu jalan di depan Pasar Raya mati sejak Senin malam, anak sekolah pulang les dalam gelap. Mohon segera diperbaiki.",
            "lampu jln dpn pasar raya mati sjk senin malam, anak skolah plg les dlm gelap. mhn sgr diperbaiki",
            "Lampu jaln di depn Pasar Raya mati sejak Senin mlam, anak sekolah pulang les dalam glap. Mohon segera di perbaiki!!!",
            "Mohon segera diperbaiki. Anak sekolah pulang les dalam gelap, lampu jalan di depan Pasar Raya mati sejak Senin malam.",
            "Selamat pagi Bapak/Ibu. Lampu jalan di depan Pasar Raya mati sejak Senin malam, anak sekolah pulang les dalam gelap. Terima kasih.",
        ),
        (
            "Sudah empat hari depan Pasar Raya gelap gulita krn penerangan jalannya padam semua",
            "Tolong pak, lampu jalan dpn pasar raya gak nyala, ibu2 takut lewat situ habis magrib",
        ),
    ),
    Matter(
        "lampu", "Sidorejo",
        (
            "Lampu taman di Alun-alun Pancasila berkedip terus setiap malam, pengunjung pusing melihatnya dan takut korsleting.",
            "lampu taman di alun2 pancasila kedip trs tiap mlm, pengunjung pusing liatnya dan takut korslet",
            "Setiap malam lampu taman di Alun-alun Pancasila berkedip terus, takut korsleting dan pengunjung pusing melihatnya.",
        ),
        ("Penerangan di alun-alun rusak kayak lampu disko, tolong dicek kabelnya sebelum kebakaran",),
    ),
    Matter(
        "lampu", "Sidorejo",
        (
            "Lampu jalan di Gang Melati RT 03 RW 05 mati sudah sebulan, warga ronda memakai senter sendiri. Tiangnya juga miring.",
            "lampu jln gg melati rt 03 rw 05 mati udh sebulan, warga ronda pake senter sndiri. tiang nya jg miring",
            "Yth. petugas, lampu jalan di Gang Melati RT 03 RW 05 mati sudah sebulan, warga ronda memakai senter sendiri. Tiangnya miring.",
        ),
        ("Gang Melati gelap banget min, tiang lampunya mau roboh, tolong ditengok",),
    ),
    Matter("lampu", "Sidorejo", ("Lampu lalu lintas di perempatan Kauman mati, kendaraan berebut jalan dan hampir tabrakan tadi pagi.",)),
    Matter("lampu", "Sidorejo", ("Lampu jalan di depan Puskesmas Cebongan menyala siang dan malam, boros listrik, tolong sensornya dicek.",)),
    Matter("lampu", "Sidorejo", ("Minta pemasangan lampu jalan baru di tikungan makam Ngemplak karena sering ada kecelakaan motor.",)),
    Matter(
        "jalan", "Argomulyo",
        (
            "Jalan Patimura berlubang besar di depan SMA 3, minggu ini sudah dua motor jatuh. Kalau hujan lubangnya tidak kelihatan.",
            "jl patimura berlubang besar dpn sma 3, mggu ini sdh 2 motor jatuh. klo hujan lubangnya gk keliatan",
            "Jalan Patimura berlobang besar didepan SMA 3, minggu ini sudah dua motor jatoh. Kalo hujan lobangnya tidak kelihatan.",
            "Minggu ini sudah dua motor jatuh. Jalan Patimura berlubang besar di depan SMA 3, kalau hujan lubangnya tidak kelihatan.",
            "Assalamualaikum, lapor: Jalan Patimura berlubang besar di depan SMA 3, minggu ini sudah dua motor jatuh. Kalau hujan lubangnya tidak kelihatan. Suwun.",
        ),
        (
            "Anak saya jatuh dari motor krn lubang di patimura dekat sma 3, kapan ditambal?",
            "Tolong aspal jl. Patimura diperbaiki, rusak parah di depan sekolahan",
        ),
    ),
    Matter(
        "jalan", "Argomulyo",
        (
            "Jalan Osamaliki berlubang di depan pom bensin, sudah ada ibu-ibu jatuh dari motor. Mohon ditambal sebelum Lebaran.",
            "jl osamaliki berlubang dpn pom bensin, sdh ada ibu2 jatuh dr motor. mohon ditambal sblm lebaran",
            "Mohon ditambal sebelum Lebaran, Jalan Osamaliki berlubang di depan pom bensin, sudah ada ibu-ibu jatuh dari motor.",
        ),
        ("Lubang dekat SPBU Osamaliki makin lebar, ban mobil saya pecah kemarin",),
    ),
    Matter(
        "jalan", "Argomulyo",
        (
            "Trotoar di Jalan Jenderal Sudirman dipakai parkir mobil pembeli toko, pejalan kaki dan kursi roda harus turun ke jalan raya.",
            "trotoar di jl jendral sudirman dipake parkir mobil pembeli toko, pejalan kaki & kursi roda hrs turun ke jln raya",
            "Pejalan kaki dan kursi roda harus turun ke jalan raya karena trotoar Jalan Jenderal Sudirman dipakai parkir mobil pembeli toko.",
        ),
        ("Mobil parkir di atas trotoar Jensud tiap sore, kami yang jalan kaki malah diklakson",),
    ),
    Matter("jalan", "Argomulyo", ("Jembatan kecil di Randuacir retak di tengah dan besi pegangannya hilang, truk pasir tetap lewat tiap hari.",)),
    Matter("jalan", "Argomulyo", ("Galian kabel di Jalan Soekarno-Hatta tidak ditutup lagi setelah selesai, tanahnya berceceran dan licin.",)),
    Matter("jalan", "Argomulyo", ("Polisi tidur di Perum Domas terlalu tinggi dan tidak dicat, bagian bawah mobil sering kena.",)),
    Matter(
        "sampah", "Tingkir",
        (
            "Sampah menumpuk di TPS Kutowinangun sudah lima hari tidak diangkut, baunya sampai ke ruang kelas SD sebelah.",
            "sampah numpuk di tps kutowinangun sdh 5 hari gak diangkut, baunya smp ke ruang kelas sd sebelah",
            "Sampah menumpuk di TPS Kutowinangun sudah lima hari tidak di angkut, bau nya sampai ke ruang kelas SD sebelah..",
            "Baunya sampai ke ruang kelas SD sebelah: sampah menumpuk di TPS Kutowinangun, sudah lima hari tidak diangkut.",
            "Kepada dinas terkait mohon perhatian. Sampah menumpuk di TPS Kutowinangun sudah lima hari tidak diangkut, baunya sampai ke ruang kelas SD sebelah.",
        ),
        (
            "Truk sampah kok ga dateng2 ke Kutowinangun ya, TPS nya meluber sampe jalan",
            "Murid-murid kami terganggu bau busuk dari tempat sampah Kutowinangun, mohon diangkut",
        ),
    ),
    Matter(
        "sampah", "Tingkir",
        (
            "Ada orang membakar sampah plastik tiap sore di lahan kosong belakang Perumahan Tingkir Indah, asapnya masuk rumah dan bayi saya batuk.",
            "ada org bakar sampah plastik tiap sore di lahan kosong blkg perum tingkir indah, asapnya msk rumah & bayi sy batuk",
            "Asapnya masuk rumah dan bayi saya batuk: tiap sore ada orang membakar sampah plastik di lahan kosong belakang Perumahan Tingkir Indah.",
        ),
        ("Pembakaran sampah di Tingkir Indah mohon ditertibkan, kami sesak napas",),
    ),
    Matter("sampah", "Tingkir", ("Sampah di Pasar Blauran II dibuang pedagang ke selokan sehingga air meluap ke jalan setiap hujan.",)),
    Matter("sampah", "Tingkir", ("Petugas kebersihan meminta uang tambahan lima ribu tiap rumah di luar retribusi resmi, tidak ada kuitansi.",)),
    Matter("sampah", "Tingkir", ("Bangkai anjing di pinggir Kali Andong belum diangkat, sudah tiga hari dan banyak lalat.",)),
    Matter(
        "kependudukan", "Sidomukti",
        (
            "Antrean surat pindah lama sekali, saya sudah dua kali datang jam tujuh pagi dan tetap disuruh kembali minggu depan.",
            "antrian surat pindah lama bgt, sy sdh 2x dtg jam 7 pagi dan ttp disuruh balik mggu dpn",
            "Saya sudah dua kali datang jam tujuh pagi dan tetap disuruh kembali minggu depan, antrean surat pindah lama sekali.",
            "Antrean surat pindah lama sekali, saya sudah dua kali datang jam tujuh pagi tetap disuruh kembali minggu depan. Kecewa dengan pelayanannya.",
        ),
        ("Mengurus pindah alamat kok sampai tiga minggu, loketnya cuma satu yang buka",),
    ),
    Matter(
        "kependudukan", "Sidomukti",
        (
            "Antrean KTP elektronik lama sekali karena blangko habis, saya sudah dua bulan hanya memegang surat keterangan.",
            "antrian e-ktp lama bgt krn blangko abis, sy sdh 2 bln cm pegang suket",
            "Karena blangko habis antrean KTP elektronik lama sekali, sudah dua bulan saya hanya memegang surat keterangan.",
        ),
        ("Kapan blangko KTP datang? Suket saya ditolak bank",),
    ),
    Matter(
        "kependudukan", "Sidomukti",
        (
            "Nama ibu kandung di akta kelahiran anak saya salah ketik dan petugas meminta saya mengurus ulang dari kelurahan.",
            "nama ibu kandung di akta kelahiran anak sy salah ketik & petugas minta sy ngurus ulang dr kelurahan",
        ),
        ("Kesalahan ada di petugas waktu mencetak akta, kenapa kami yang harus bolak-balik",),
    ),
    Matter("kependudukan", "Sidomukti", ("Situs pendaftaran antrean dukcapil tidak bisa dibuka dari kemarin, selalu muncul tulisan galat.",)),
    Matter("kependudukan", "Sidomukti", ("Petugas loket dua ramah dan cepat, kartu keluarga selesai hari itu juga, tetapi kursi tunggunya kurang.",)),
    Matter("kependudukan", "Sidomukti", ("Kartu identitas anak belum jadi padahal sudah mendaftar lewat sekolah sejak Agustus.",)),
    Matter(
        "air", "Sidorejo",
        (
            "Air PDAM di Perumahan Griya Salatiga keruh dan berbau besi sejak hujan deras hari Sabtu, tidak dapat dipakai mandi dan mencuci.",
            "air pdam di perum griya salatiga keruh & bau besi sjk hujan deras hr sabtu, gk bs dipake mandi & nyuci",
            "Tidak dapat dipakai mandi dan mencuci, air PDAM di Perumahan Griya Salatiga keruh dan berbau besi sejak hujan deras hari Sabtu.",
            "Air PDAM di Perumahan Griya Salatiga kruh dan berbau besi sejak hujan deras hari Sabtu, tdk dapat di pakai mandi dan mencuci",
        ),
        (
            "Warna airnya cokelat kayak teh, kami di Griya Salatiga terpaksa beli galon",
            "PDAM tolong cek pipa Griya, airnya kotor sudah 4 hari",
        ),
    ),
    Matter(
        "air", "Sidorejo",
        (
            "Air PDAM di Perumahan Dliko Indah mati setiap pagi jam lima sampai sembilan, anak-anak berangkat sekolah tanpa mandi.",
            "air pdam di perum dliko indah mati tiap pagi jam 5 smp 9, anak2 brgkt sekolah tanpa mandi",
            "Anak-anak berangkat sekolah tanpa mandi karena air PDAM di Perumahan Dliko Indah mati setiap pagi jam lima sampai sembilan.",
        ),
        ("Dliko Indah airnya cuma keluar malam, padahal bayar penuh",),
    ),
    Matter("air", "Sidorejo", ("Tagihan air bulan ini naik tiga kali lipat padahal rumah kosong, meteran tidak pernah dibaca petugas.",)),
    Matter("air", "Sidorejo", ("Pipa PDAM bocor di pertigaan Klumpit, air mengalir terus di jalan sudah dua minggu dan aspal mulai rusak.",)),
    # In nearly the words of a matter above, yet another one: place, object and day differ.
    Matter("lampu", "Sidorejo", ("Lampu jalan di depan SD Negeri 2 mati sejak Senin malam, warga yang pulang kerja berjalan dalam gelap. Mohon segera diperbaiki.",)),
    Matter("lampu", "Sidorejo", ("Lampu jalan di depan Masjid Al-Huda mati sejak Rabu malam, jamaah subuh berangkat dalam gelap. Mohon segera diperbaiki.",)),
    Matter("lampu", "Sidorejo", ("lampu jln gg mawar rt 01 rw 02 mati udh seminggu, tiang nya kena pohon",)),
    Matter("jalan", "Argomulyo", ("Jalan Diponegoro berlubang di depan kampus, bulan ini sudah tiga motor jatuh. Kalau malam lubangnya tidak kelihatan.",)),
    Matter("jalan", "Argomulyo", ("Trotoar di Jalan Kartini dipakai jualan pedagang kaki lima, pejalan kaki harus turun ke jalan raya.",)),
    Matter("sampah", "Tingkir", ("Sampah menumpuk di TPS Gendongan sudah tiga hari tidak diangkut, baunya sampai ke dapur warung makan sebelah.",)),
    Matter("sampah", "Tingkir", ("Ada orang membuang sampah tiap malam di lahan kosong dekat Perumahan Permata, lalatnya masuk rumah.",)),
    Matter("kependudukan", "Sidomukti", ("Antrean kartu keluarga lama sekali, saya sudah tiga kali datang jam delapan pagi dan disuruh pulang karena sistem mati.",)),
    Matter("kependudukan", "Sidomukti", ("antrian akta kematian lama bgt krn berkas ilang, sy sdh 3 mggu nunggu",)),
    Matter("air", "Sidorejo", ("Air PDAM di Perumahan Argomas keruh dan berbau kaporit sejak perbaikan pipa hari Kamis, tidak dapat dipakai memasak.",)),
    Matter("air", "Sidorejo", ("Air PDAM di Perumahan Klaseman mati setiap sore jam empat sampai tujuh, kami pulang kerja tanpa mandi.",)),
)  # fmt: skip

# Written after the spellings of rules/alike.py were chosen, and never looked at while choosing them.
HELD_OUT = (
    Matter(
        "pasar", "Sidorejo",
        (
            "Atap los ikan Pasar Rejosari bocor di tiga tempat, dagangan kami basah setiap hujan dan lantainya licin. Sudah dua kali pembeli terpeleset.",
            "atap los ikan psr rejosari bocor di 3 tmpt, dagangan kami basah tiap ujan dan lantainya licin. udah 2x pembeli kpleset",
            "Sudah dua kali pembeli terpeleset di los ikan Pasar Rejosari. Atapnya bocor di tiga tempat, dagangan basah setiap hujan, lantai licin.",
            "Selamat siang admin, atap los ikan Pasar Rejosari bocor di tiga tempat, dagangan kami basah setiap hujan dan lantainya licin. Sudah dua kali pembeli terpeleset. Mohon ditindaklanjuti.",
        ),
    ),
    Matter("pasar", "Sidorejo", ("Atap los sayur Pasar Jetis roboh sebagian kena angin, pedagang pindah jualan ke pinggir jalan.",)),
    Matter("pasar", "Sidorejo", ("Retribusi los ikan Pasar Rejosari naik tanpa pemberitahuan, karcisnya tidak bertanggal.",)),
    Matter(
        "sekolah", "Tingkir",
        (
            "Toilet SD Negeri Kalibening 1 rusak semua sejak awal semester, anak-anak menahan buang air sampai pulang. Sekolah bilang menunggu anggaran.",
            "toilet sdn kalibening 1 rusak smua sjk awal semester, anak2 nahan buang air smp plg. sekolah blg nunggu anggaran",
            "Toilet SDN Kalibening 1 rusak semua dari awal semester, anak anak menahan buang air sampai pulang, katanya sekolah menunggu anggaran",
            "Sekolah bilang menunggu anggaran, padahal toilet SD Negeri Kalibening 1 rusak semua sejak awal semester dan anak-anak menahan buang air sampai pulang.",
        ),
    ),
    Matter("sekolah", "Tingkir", ("Toilet SMP 7 tidak ada airnya setiap siang, anak-anak pergi ke masjid seberang jalan yang ramai.",)),
    Matter("sekolah", "Tingkir", ("SD Negeri Kalibening 1 menarik iuran perpisahan dua ratus ribu, kami keberatan karena katanya sukarela.",)),
    Matter(
        "puskesmas", "Argomulyo",
        (
            "Dokter gigi di Puskesmas Cebongan hanya ada hari Selasa dan kuotanya sepuluh orang, saya sudah tiga minggu tidak kebagian nomor.",
            "dokter gigi di pkm cebongan cm ada hr selasa & kuotanya 10 org, sy udh 3 mgg gk kebagian nomer",
            "Saya sudah tiga minggu tidak kebagian nomor, dokter gigi di Puskesmas Cebongan hanya ada hari Selasa dan kuotanya cuma sepuluh orang!",
        ),
    ),
    Matter("puskesmas", "Argomulyo", ("Obat darah tinggi di Puskesmas Cebongan kosong sejak dua minggu lalu, ibu saya disuruh beli sendiri di apotek.",)),
    Matter("puskesmas", "Argomulyo", ("Ambulans Puskesmas Sidorejo Kidul terlambat satu jam, pasien akhirnya kami bawa dengan mobil tetangga.",)),
)  # fmt: skip
