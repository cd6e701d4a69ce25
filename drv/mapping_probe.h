/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A probe on what is mapped into processes, that is there while somebody wants it
 */
#ifndef _PROCLOOK_MAPPING_PROBE_H
#define _PROCLOOK_MAPPING_PROBE_H

struct vm_area_struct;

/*
 * Called for each mapping, and each part of one that gets another protection.  By the
 * process it is in, which holds its mmap_lock, with preemption disabled.
 */
typedef void (*mapping_probe_t)(const struct vm_area_struct *vma);

bool mapping_probe_is_possible(void);
int mapping_probe_get(mapping_probe_t probe);
void mapping_probe_put(void);
void mapping_probe_exit(void);

#endif /* _PROCLOOK_MAPPING_PROBE_H */
