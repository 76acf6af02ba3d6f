package io.argosy.logs.store;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// The groups whose files are open to be written to, those first that were not written to for longest.
final class OpenGroups implements AutoCloseable {
    private static final int USUAL_SIZE = 64;
    private static final float LOAD = 0.75F;
    private static final int MOST = 1_000;
    private static final int FEW = 32;

    private final Map<GroupLog, GroupFiles> files = new LinkedHashMap<>(USUAL_SIZE, LOAD, true);
    private final FreeSpace space;

    OpenGroups(FreeSpace space) {
        this.space = space;
    }

    GroupFiles of(GroupLog group) {
        return files.computeIfAbsent(group, fresh -> new GroupFiles(fresh, space));
    }

    /// After a failure: what is not durable is cut off, and the files are opened anew next time.
    void takeBack(GroupLog group) {
        GroupFiles failed = files.remove(group);
        if (failed != null) {
            failed.takeBack();
        }
    }

    /// Each costs two open files and what is known of its segment.
    void closeSurplus() {
        keep(MOST);
    }

    /// Nothing is to be written for a while.
    void closeIdle() {
        keep(FEW);
    }

    private void keep(int most) {
        Iterator<GroupFiles> oldest = files.values().iterator();
        while (files.size() > most) {
            oldest.next().close();
            oldest.remove();
        }
    }

    @Override
    public void close() {
        keep(0);
    }
}
