"""Average linkage: groups of things by how alike they are, the two groups that are most alike joined first."""

import numpy as np

from generator.threads.vectors import Matrix


def linked(likeness: Matrix, bound: float) -> list[list[int]]:
    """Return groups of the rows of a square symmetric matrix, so that no two are as alike as `bound` on average.

    Of equally good joins, the one of the earliest rows is made first. Groups and their rows are in ascending order.
    """
    groups = {row: [row] for row in range(len(likeness))}
    mean = likeness.astype(np.float64, copy=True)
    np.fill_diagonal(mean, -np.inf)
    partner = mean.argmax(axis=1) if groups else np.zeros(0, dtype=np.intp)
    best = mean[np.arange(len(mean)), partner]
    while len(groups) > 1:
        kept = int(best.argmax())
        gone = int(partner[kept])
        if best[kept] < bound:
            break
        _join(mean, kept, gone, len(groups[kept]), len(groups[gone]))
        groups[kept] += groups.pop(gone)
        # An average lies between the two that it replaces: only who had one of them for partner must look again.
        stale = np.flatnonzero(((partner == kept) | (partner == gone)) & (best > -np.inf))
        stale = np.union1d(stale, [kept, gone])
        partner[stale] = mean[stale].argmax(axis=1)
        best[stale] = mean[stale, partner[stale]]
    return sorted(sorted(group) for group in groups.values())


def _join(mean: Matrix, kept: int, gone: int, kept_size: int, gone_size: int) -> None:
    """Put the mean likeness of two groups to each other one into the row of one of them, and nothing into the other."""
    joined = (mean[kept] * kept_size + mean[gone] * gone_size) / (kept_size + gone_size)
    joined[kept] = -np.inf
    mean[kept], mean[:, kept] = joined, joined
    mean[gone], mean[:, gone] = -np.inf, -np.inf
