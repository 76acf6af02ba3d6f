package io.argosy.tasknetworks;

import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import io.argosy.docker.DockerException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;

/// The image of pause containers: one program of a few instructions, which does nothing. Its whole text stands here, as
/// nothing could be fetched where no registry is reached, and so that anyone can see that it does nothing else.
public final class PauseImage {
    public static final String NAME = "argosy/pause:1";
    private static final String PROGRAM = "pause";
    private static final int BLOCK = 512;
    private static final long ADDRESS = 0x400000;
    private static final int FILE_HEADER = 64;
    private static final int HEADERS = 120;

    /// An architecture as ELF files number it, and the endless wait in its instructions.
    private enum Machine {
        /// `mov eax, 34` (the call `pause`), `syscall`, and back to the beginning.
        X86_64(62, "b822000000" + "0f05" + "ebf7"),

        /// `x0` to `x3` become 0, `x8` becomes 73 (the call `ppoll`: of no files, without end), `svc 0`, and back.
        AARCH64(183, "000080d2" + "010080d2" + "020080d2" + "030080d2" + "280980d2" + "010000d4" + "faffff17");

        private final int number;
        private final byte[] code;

        Machine(int number, String code) {
            this.number = number;
            this.code = HexFormat.of().parseHex(code);
        }
    }

    private PauseImage() {}

    /// The id of the image at the engine, which is given it if need be. `architecture` is the engine's.
    public static String at(Docker docker, String architecture) throws DockerException {
        try {
            return docker.image(NAME).id();
        } catch (DockerException absent) {
            if (absent.reason() != Reason.NOT_FOUND) {
                throw absent;
            }
        }
        docker.importImage(NAME, archive(program(architecture)), "ENTRYPOINT [\"/" + PROGRAM + "\"]");
        return docker.image(NAME).id();
    }

    /// An ELF file of one segment that is read and executed, loaded as a whole.
    static byte[] program(String architecture) {
        Machine machine =
                architecture.equals("aarch64") || architecture.equals("arm64") ? Machine.AARCH64 : Machine.X86_64;
        int size = HEADERS + machine.code.length;
        ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        // What it is: an ELF file of 64 bits, low byte first, version 1; then an executable for this machine.
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        file.putShort((short) 2).putShort((short) machine.number).putInt(1);
        // Where it begins, where its program headers and (no) section headers are, and how long each is.
        file.putLong(ADDRESS + HEADERS).putLong(FILE_HEADER).putLong(0).putInt(0);
        file.putShort((short) FILE_HEADER)
                .putShort((short) (HEADERS - FILE_HEADER))
                .putShort((short) 1);
        file.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        // The one segment: to be loaded, may be read and executed, from offset 0 to this address, so long, by pages.
        file.putInt(1).putInt(5).putLong(0).putLong(ADDRESS).putLong(ADDRESS);
        file.putLong(size).putLong(size).putLong(0x1000);
        return file.put(machine.code).array();
    }

    /// A tar archive of this one file, which anyone may execute.
    static byte[] archive(byte[] program) {
        byte[] archive = new byte[BLOCK + (program.length + BLOCK - 1) / BLOCK * BLOCK + 2 * BLOCK];
        Map<Integer, String> fields = Map.of(
                0, PROGRAM,
                100, "0000755",
                108, "0000000",
                116, "0000000",
                124, "%011o".formatted(program.length),
                136, "00000000000",
                148, "        ",
                156, "0",
                257, "ustar",
                263, "00");
        fields.forEach((at, text) -> put(archive, at, text));
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += archive[i] & 0xff;
        }
        put(archive, 148, "%06o".formatted(sum));
        archive[154] = 0;
        System.arraycopy(program, 0, archive, BLOCK, program.length);
        return archive;
    }

    private static void put(byte[] archive, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, archive, at, bytes.length);
    }
}
