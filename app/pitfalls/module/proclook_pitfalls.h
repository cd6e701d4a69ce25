/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What proclook-pitfalls tells the module of the course
 *
 * Each open file of /dev/proclook_pitfalls is a driver of its own, as somebody else wrote
 * it: PITFALLS_IOC_START says which.  What comes after it is what such a driver does.
 */
#ifndef PROCLOOK_PITFALLS_H
#define PROCLOOK_PITFALLS_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define PITFALLS_NAME_SIZE	28

/**
 * struct pitfalls_start - argument of %PITFALLS_IOC_START
 * @name: which driver, NUL-terminated
 * @broken: 1 for the one with the fault, 0 for the one without
 */
struct pitfalls_start {
	char	name[PITFALLS_NAME_SIZE];
	__u32	broken;
};

#define PITFALLS_IOC_MAGIC	0xbd

/*
 * START: EINVAL there is no such driver; EBUSY it was started.  All others: EINVAL it was not
 *
 * SEND: something happens, which has this number, and the driver's callback runs
 * WAIT: as WaitForSingleObject() for the driver's event; EINTR
 * FETCH: as DeviceIoControl() for what the driver keeps; ENODATA it has nothing
 */
#define PITFALLS_IOC_START	_IOW(PITFALLS_IOC_MAGIC, 1, struct pitfalls_start)
#define PITFALLS_IOC_SEND	_IOW(PITFALLS_IOC_MAGIC, 2, __u32)
#define PITFALLS_IOC_WAIT	_IO(PITFALLS_IOC_MAGIC, 3)
#define PITFALLS_IOC_FETCH	_IOR(PITFALLS_IOC_MAGIC, 4, __u32)

#endif /* PROCLOOK_PITFALLS_H */
